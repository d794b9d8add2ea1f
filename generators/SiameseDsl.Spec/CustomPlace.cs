using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec;

/// <summary>Where a class of the user's is used, for findings of those who see the user's code.</summary>
/// <param name="Use">The use.</param>
/// <param name="Type">The place of the class's name.</param>
/// <param name="Arguments">The places of the constructor's arguments, in the order of the use's.</param>
public sealed record CustomPlace(CustomUse Use, SourceSpan Type, EquatableArray<CustomArgumentPlace> Arguments);

/// <summary>Where an argument of a constructor stands.</summary>
/// <param name="Name">The place of its name.</param>
/// <param name="Value">The place of its value.</param>
public sealed record CustomArgumentPlace(SourceSpan Name, SourceSpan Value);
