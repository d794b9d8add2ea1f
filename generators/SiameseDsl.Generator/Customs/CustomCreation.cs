using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Generator.Customs;

/// <summary>How generated code makes a class of the user's, as it follows from the class itself. Holds text alone.</summary>
/// <param name="Use">The use.</param>
/// <param name="Type">The class with its namespace: <c>global::App.Squeeze</c>.</param>
/// <param name="Expression">What makes it: <c>new global::App.Squeeze(ratio: 4)</c>.</param>
/// <param name="TakesSimilarity">For losses on labelled batches: whether the expression uses the variable <c>similarity</c>.</param>
internal sealed record CustomCreation(CustomUse Use, string Type, string Expression, bool TakesSimilarity = false);
