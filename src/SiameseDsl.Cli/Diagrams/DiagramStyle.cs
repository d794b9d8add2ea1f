namespace SiameseDsl.Cli.Diagrams;

/// <summary>How diagrams look. Plain colours in plain classes: not every program that shows an SVG knows variables; those that know dark mode get it.</summary>
internal static class DiagramStyle
{
    /// <summary>How many lanes have a colour of their own; then they repeat.</summary>
    public const int LaneColours = 4;

    public const string Css = """
        text { font-family: system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; fill: #1c2429; }
        .paper { fill: #fcfbf8; }
        .title { font-size: 17px; font-weight: 650; }
        .subtitle { font-size: 12px; fill: #626c73; }
        .name { font-size: 13px; font-weight: 600; }
        .what, .count, .shape, .key { font-size: 11px; fill: #626c73; }
        .count { text-anchor: end; }
        .shape, .centre { text-anchor: middle; }
        .box { fill: #ffffff; stroke: #cfcdc6; stroke-width: 1.2; }
        .box.tied { fill: #e3f1ef; stroke: #0b6e69; stroke-width: 1.6; }
        .box.own0 { fill: #e9f0fa; stroke: #4a78b5; }
        .box.own1 { fill: #fbf0dd; stroke: #c08c33; }
        .box.own2 { fill: #f3eaf6; stroke: #8a5a9c; }
        .box.own3 { fill: #f9e9e6; stroke: #b3543f; }
        .box.head { fill: #0b6e69; stroke: #0b6e69; }
        .box.loss { fill: none; stroke: #8a9299; stroke-dasharray: 5 3; }
        .box.end { fill: #1c2429; stroke: #1c2429; }
        .on { fill: #ffffff; }
        .on.what { fill: #d6ebe8; }
        .group { fill: #1c2429; fill-opacity: .035; stroke: #cfcdc6; stroke-dasharray: 3 3; }
        .pill { fill: #fcfbf8; }
        .join { fill: #ffffff; stroke: #626c73; stroke-width: 1.2; }
        .flow { fill: none; stroke: #8a9299; stroke-width: 1.6; }
        .flow.lane0 { stroke: #4a78b5; } .flow.lane1 { stroke: #c08c33; } .flow.lane2 { stroke: #8a5a9c; } .flow.lane3 { stroke: #b3543f; }
        .flow.training { stroke-dasharray: 5 3; }
        .tip { fill: #8a9299; }
        .tip.lane0 { fill: #4a78b5; } .tip.lane1 { fill: #c08c33; } .tip.lane2 { fill: #8a5a9c; } .tip.lane3 { fill: #b3543f; }
        .mark { fill: none; stroke: #0b6e69; stroke-width: 1.5; }
        @media (prefers-color-scheme: dark) {
          text { fill: #e9e7e2; } .paper, .pill { fill: #13181b; } .subtitle, .what, .count, .shape, .key { fill: #9ba5ab; }
          .box, .join { fill: #1a2024; stroke: #4b5359; } .box.tied { fill: #163230; stroke: #54c6bb; }
          .box.own0 { fill: #1a2635; stroke: #6f9bd6; } .box.own1 { fill: #33291a; stroke: #d3a353; } .box.own2 { fill: #2b2030; stroke: #b58ac4; } .box.own3 { fill: #33201c; stroke: #d98975; }
          .box.loss { fill: none; } .box.end { fill: #e9e7e2; stroke: #e9e7e2; } .end.on { fill: #13181b; } .group { fill: #ffffff; stroke: #4b5359; } .mark { stroke: #54c6bb; }
        }
        """;
}
