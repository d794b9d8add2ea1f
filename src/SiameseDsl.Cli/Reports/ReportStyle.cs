namespace SiameseDsl.Cli.Reports;

/// <summary>How the report and its pictures look: light, dark and on paper. Without the characters that XML escapes, so that an HTML reader takes it as it stands.</summary>
internal static class ReportStyle
{
    /// <summary>Colours, used by pictures and page alike.</summary>
    public const string Colours = """
        :root { color-scheme: light dark; --paper: #fcfbf8; --card: #ffffff; --ink: #1c2429; --muted: #626c73; --line: #e4e1d9; --grid: #eceae4;
          --accent: #0b6e69; --bar: #93bfba; --basis: #dba643; --baseline: #cfcdc6; --limit: #b23a26; --soft: #eef5f4; }
        @media (prefers-color-scheme: dark) { :root { --paper: #13181b; --card: #1a2024; --ink: #e9e7e2; --muted: #9ba5ab; --line: #2d353a; --grid: #262d32;
          --accent: #54c6bb; --bar: #2f726d; --basis: #c08c33; --baseline: #4b5359; --limit: #f28b76; --soft: #1d2b2c; } }
        """;

    /// <summary>What pictures need.</summary>
    public const string Chart = """
        svg text { font-family: system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; font-size: 12.5px; fill: var(--ink); }
        svg .head { font-size: 15px; font-weight: 650; }
        svg .sub { font-size: 11.5px; fill: var(--muted); }
        svg .tick { font-size: 11px; fill: var(--muted); text-anchor: middle; }
        svg .name { text-anchor: end; }
        svg .name.best { font-weight: 650; }
        svg .name.baseline { fill: var(--muted); font-style: italic; }
        svg .value { font-size: 12px; text-anchor: end; font-variant-numeric: tabular-nums; }
        svg .value.best { font-weight: 650; }
        svg .grid { stroke: var(--grid); stroke-width: 1; }
        svg .rule { stroke: var(--line); stroke-width: 1; }
        svg .bar { fill: var(--bar); } svg .bar.best { fill: var(--accent); } svg .bar.basis { fill: var(--basis); } svg .bar.baseline { fill: var(--baseline); }
        svg .whisker { stroke: var(--ink); stroke-width: 1.4; }
        svg .run { fill: var(--ink); fill-opacity: .45; }
        svg .limit { stroke: var(--limit); stroke-width: 1.5; stroke-dasharray: 5 3; }
        svg text.limit-name { fill: var(--limit); font-size: 11.5px; stroke: none; text-anchor: middle; }
        svg .curve { fill: none; stroke: var(--accent); stroke-width: 1.6; stroke-linejoin: round; }
        svg .curve.validation { stroke: var(--basis); }
        svg .paper { fill: var(--card); }
        """;

    /// <summary>What the page needs.</summary>
    public const string Page = """
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
        main { max-width: 1120px; margin: 0 auto; padding: 40px 24px 64px; }
        .kicker { color: var(--accent); font-weight: 650; letter-spacing: .02em; margin: 0 0 6px; }
        h1 { font-size: clamp(1.12rem, 1rem + .7vw, 1.42rem); line-height: 1.42; font-weight: 600; letter-spacing: -.005em; margin: 0 0 12px; max-width: 74ch; text-wrap: pretty; }
        h2 { font-size: 1.15rem; margin: 44px 0 6px; letter-spacing: -.005em; }
        h3 { font-size: 1rem; margin: 18px 0 2px; }
        p { margin: 6px 0; max-width: 76ch; } .note { color: var(--muted); font-size: .92rem; }
        .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 430px), 1fr)); gap: 18px; margin-top: 22px; }
        figure { margin: 0; background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 14px 14px 8px; break-inside: avoid; }
        figure svg { display: block; width: 100%; height: auto; max-width: 620px; margin: 0 auto; }
        .read { padding: 6px 4px; align-self: center; } .read:nth-child(odd) { grid-column: 1 / -1; } .read p { margin: 12px 0 0; }
        .curves { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 220px), 1fr)); gap: 12px; margin-top: 12px; }
        .curves figure { padding: 8px; }
        .key { display: flex; flex-wrap: wrap; gap: 4px 18px; margin: 0; padding: 0; list-style: none; font-size: .88rem; color: var(--muted); }
        .key span { display: inline-block; width: 12px; height: 12px; border-radius: 3px; margin-right: 6px; vertical-align: -1px; background: var(--bar); }
        .key .best { background: var(--accent); } .key .basis { background: var(--basis); } .key .baseline { background: var(--baseline); }
        .wide { overflow-x: auto; margin-top: 12px; border: 1px solid var(--line); border-radius: 10px; background: var(--card); }
        table { border-collapse: collapse; width: 100%; font-size: .9rem; font-variant-numeric: tabular-nums; }
        th, td { padding: 8px 12px; text-align: right; white-space: nowrap; border-bottom: 1px solid var(--line); vertical-align: top; }
        th { font-size: .8rem; color: var(--muted); font-weight: 600; vertical-align: bottom; }
        th:first-child, td:first-child, .text { text-align: left; }
        th.primary, td.primary { background: var(--soft); color: var(--ink); }
        tbody tr:last-child td, tbody tr:last-child th { border-bottom: 0; } tbody + tbody tr:first-child td { border-top: 2px solid var(--line); }
        tr.best td:first-child, tr.best td.primary { font-weight: 650; } tr.baseline td { color: var(--muted); } tr.baseline td:first-child { font-style: italic; }
        .tag { font-size: .72rem; font-weight: 600; border: 1px solid var(--basis); border-radius: 99px; padding: 0 7px; margin-left: 6px; }
        .kinds, .small { display: block; color: var(--muted); font-size: .8rem; font-weight: 400; }
        .differs { white-space: normal; max-width: 250px; color: var(--muted); font-size: .8rem; font-weight: 400; overflow-wrap: anywhere; } .differs summary { cursor: pointer; }
        .yes { color: var(--accent); font-weight: 600; } .no { color: var(--muted); }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 18px; margin: 10px 0; font-size: .93rem; }
        dt { color: var(--muted); } dd { margin: 0; overflow-wrap: anywhere; }
        pre { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 12px 14px; overflow-x: auto; font-size: .88rem; white-space: pre-wrap; overflow-wrap: anywhere; }
        code { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
        @media (max-width: 560px) { main { padding: 24px 14px 40px; } figure { padding: 10px 6px 6px; } dl { grid-template-columns: 1fr; } dt { margin-top: 8px; } }
        @media print { body { background: none; font-size: 10.5pt; -webkit-print-color-adjust: exact; print-color-adjust: exact; } main { max-width: none; padding: 0; }
          .wide { overflow: visible; border: 0; } table { font-size: 7.5pt; } th, td { padding: 3px 5px; } .charts { grid-template-columns: 1fr 1fr; } tr { break-inside: avoid; } h2 { break-after: avoid; } }
        """;
}
