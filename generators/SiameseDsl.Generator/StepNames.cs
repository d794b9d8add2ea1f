namespace SiameseDsl.Generator;

/// <summary>The names of the pipeline's steps, for tests that state why a step ran.</summary>
internal static class StepNames
{
    /// <summary>The build's settings.</summary>
    public const string Settings = nameof(Settings);

    /// <summary>Additional file -> path and text, for specs and parts.</summary>
    public const string Text = nameof(Text);

    /// <summary>All parts of the project.</summary>
    public const string Parts = nameof(Parts);

    /// <summary>A spec's text with the parts that it includes, and no others.</summary>
    public const string Input = nameof(Input);

    /// <summary>Text -> plan and findings.</summary>
    public const string Compile = nameof(Compile);

    /// <summary>What all files together need to know of each: path and type name.</summary>
    public const string Heading = nameof(Heading);

    /// <summary>All headings in one value.</summary>
    public const string Headings = nameof(Headings);

    /// <summary>All headings -> which file is emitted under which name, and which families clash.</summary>
    public const string Layout = nameof(Layout);

    /// <summary>A file's findings, with positions.</summary>
    public const string Findings = nameof(Findings);

    /// <summary>The findings in parts, each once.</summary>
    public const string PartFindings = nameof(PartFindings);

    /// <summary>Classes of the user's, looked up in the user's code, and all that the family's source then depends on; it runs for specs that name such classes alone.</summary>
    public const string CustomTypes = nameof(CustomTypes);

    /// <summary>The source of a family with such classes.</summary>
    public const string CustomEmit = nameof(CustomEmit);

    /// <summary>All that one family's source depends on, without positions.</summary>
    public const string EmitInput = nameof(EmitInput);

    /// <summary>The family's source.</summary>
    public const string Emit = nameof(Emit);

    /// <summary>The registry's source, and the findings that concern the project.</summary>
    public const string Registry = nameof(Registry);

    /// <summary>Those that run for every project, in the order of the pipeline.</summary>
    public static IReadOnlyList<string> All { get; } = [Settings, Parts, Text, Input, Compile, Heading, Headings, Layout, PartFindings, EmitInput, Emit, Registry];

    /// <summary>Those that give something for some files only: for files with findings, and for specs with classes of the user's.</summary>
    public static IReadOnlyList<string> OfSome { get; } = [Findings, CustomTypes, CustomEmit];
}
