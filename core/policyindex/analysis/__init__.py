"""What results tell beyond scores: plain functions of results."""
