namespace SiameseDsl.Generator;

/// <summary>The names of the pipeline's steps, for tests that state why a step ran.</summary>
internal static class StepNames
{
    /// <summary>The build's settings.</summary>
    public const string Settings = nameof(Settings);

    /// <summary>Additional file -> path and text.</summary>
    public const string Text = nameof(Text);

    /// <summary>All parts of the project.</summary>
    public const string Parts = nameof(Parts);

    /// <summary>A spec's text with the parts that it includes, and no others.</summary>
    public const string Input = nameof(Input);

    /// <summary>Text -> plan and findings.</summary>
    public const string Compile = nameof(Compile);

    /// <summary>What all files together need to know of each: path and type name.</summary>
    public const string Heading = nameof(Heading);

    /// <summary>All headings -> which file is emitted under which name, and which families clash.</summary>
    public const string Layout = nameof(Layout);

    /// <summary>A file's findings, with positions.</summary>
    public const string Findings = nameof(Findings);

    /// <summary>The findings in parts, each once.</summary>
    public const string PartFindings = nameof(PartFindings);

    /// <summary>All that one family's source depends on, without positions.</summary>
    public const string EmitInput = nameof(EmitInput);

    /// <summary>The family's source.</summary>
    public const string Emit = nameof(Emit);

    /// <summary>The registry's source, and the findings that concern the project.</summary>
    public const string Registry = nameof(Registry);

    /// <summary>All of them, in the order of the pipeline.</summary>
    public static IReadOnlyList<string> All { get; } = [Settings, Parts, Text, Input, Compile, Heading, Layout, Findings, PartFindings, EmitInput, Emit, Registry];
}
