"""Problems of workbooks (XLSX) as files; what their cells hold is the reader's business."""

from policyindex.problems.catalogue.kinds import error

_SAVE = "open it in a spreadsheet program and save it as 'Excel workbook (.xlsx)'"

WORKBOOKS = {
    "workbook-not-xlsx": error("this is not an XLSX workbook: {reason}", "an XLSX workbook", _SAVE),
    "workbook-old-format": error("this is a workbook of another format: {reason}", "an XLSX workbook", _SAVE),
    "workbook-damaged": error(
        "the workbook is damaged: {reason}", "", "copy or download it again; it may have been cut off on the way"
    ),
    "workbook-encrypted": error(
        "the workbook is protected by a password for opening", "a workbook without one", "save it without a password"
    ),
    "workbook-macro": error(
        "the workbook holds macros ({part})", "a workbook without macros", "save it as .xlsx, which drops them"
    ),
    "workbook-external-link": error(
        "the workbook takes values from elsewhere: {part} points to {value}",
        "a workbook that stands for itself; hyperlinks are allowed",
        "break the links in the spreadsheet program (Data, Edit links), then save",
    ),
    "workbook-doctype": error(
        "{part} has a document type definition, which can blow up a reader or make it read other files",
        "plain XML, as spreadsheet programs write it",
        _SAVE,
    ),
    "workbook-encoding": error(
        "{part} is written as {value}, which readers understand in several ways",
        "UTF-8, as spreadsheet programs write it",
        _SAVE,
    ),
    "workbook-too-large": error(
        "the workbook would need too much room: {found}",
        "{limit}",
        "remove what does not belong; if it came from a stranger, it may be made to do harm",
    ),
    "workbook-too-many-cells": error(
        "{part} has too many cells: {found}",
        "{limit}",
        "delete the empty rows and columns behind the data, or split the sheet",
    ),
    "workbook-sheet-missing": error("there is no sheet '{value}'", "one of: {known}", "check the sheet's name"),
}
