"""The style of the printable questionnaire: black on white, no question torn across two pages."""

STYLE = """
@page { size: A4; margin: 15mm 16mm; }
* { box-sizing: border-box; }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #111; background: #fff;
  font: 0.95rem/1.4 "Liberation Sans", Arial, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5em; line-height: 1.2; margin: 0 0 0.3rem; }
h2 { font-size: 1.2em; margin: 1.2rem 0 0.4rem; padding-bottom: 0.2rem; border-bottom: 2px solid #111; }
h3 { font-size: 1em; margin: 0 0 0.2rem; }
p { margin: 0.25rem 0; }
dl { display: grid; grid-template-columns: 1fr 1fr; gap: 0.4rem 2rem; margin: 0.7rem 0; }
dl div { display: flex; gap: 0.5rem; align-items: baseline; }
dt { font-weight: bold; white-space: nowrap; }
dd { margin: 0; }
article { padding: 0.6rem 0 0.7rem; border-bottom: 1px solid #999; break-inside: avoid; }
.number { color: #444; }
.small { font-size: 0.88em; color: #333; }
.told { font-size: 0.92em; border-left: 3px solid #777; padding-left: 0.5rem; }
ul { list-style: none; margin: 0.4rem 0; padding: 0; }
li { display: flex; gap: 0.55rem; margin: 0.25rem 0; break-inside: avoid; }
.box { flex: none; width: 0.95rem; height: 0.95rem; margin-top: 0.15rem; border: 1.5px solid #111; }
p.line { margin: 0; }
.beside { display: flex; flex-wrap: wrap; gap: 0 1.4rem; font-size: 0.88em; }
.write { display: flex; gap: 0.6rem; align-items: flex-end; font-size: 0.88em; }
.line { flex: 1; min-height: 1.25rem; border-bottom: 1px solid #666; }
.short { flex: none; width: 10rem; }
h2, h3 { break-after: avoid; }
@media print { body { max-width: none; margin: 0; padding: 0; font-size: 10pt; } }
"""
