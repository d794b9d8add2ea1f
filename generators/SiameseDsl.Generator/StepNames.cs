namespace SiameseDsl.Generator;

/// <summary>The names of the pipeline's steps, for tests that state why a step ran.</summary>
internal static class StepNames
{
    /// <summary>The build's settings.</summary>
    public const string Settings = nameof(Settings);

    /// <summary>Additional file -> path and text.</summary>
    public const string Text = nameof(Text);

    /// <summary>Text -> plan and findings.</summary>
    public const string Compile = nameof(Compile);

    /// <summary>The plan alone, without positions.</summary>
    public const string Plan = nameof(Plan);

    /// <summary>The findings alone, with positions.</summary>
    public const string Findings = nameof(Findings);

    /// <summary>What all files together need to know of each: path and type name.</summary>
    public const string Heading = nameof(Heading);

    /// <summary>All headings -> which file is emitted under which name, and which families clash.</summary>
    public const string Layout = nameof(Layout);

    /// <summary>Findings that concern several files.</summary>
    public const string LayoutFindings = nameof(LayoutFindings);

    /// <summary>All that one family's source depends on.</summary>
    public const string EmitInput = nameof(EmitInput);

    /// <summary>The family's source.</summary>
    public const string Emit = nameof(Emit);

    /// <summary>The registry's source.</summary>
    public const string Registry = nameof(Registry);

    /// <summary>All of them, in the order of the pipeline.</summary>
    public static IReadOnlyList<string> All { get; } = [Settings, Text, Compile, Plan, Findings, Heading, Layout, LayoutFindings, EmitInput, Emit, Registry];
}
