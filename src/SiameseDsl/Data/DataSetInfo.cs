namespace SiameseDsl.Data;

/// <summary>What there is to know about a data set before it is loaded.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Description">What it holds, in one sentence.</param>
/// <param name="Source">Where it comes from, and under which licence.</param>
/// <param name="Location">Where it is, or where it is looked for.</param>
/// <param name="IsPresent">Whether all that loading needs is there.</param>
/// <param name="IsFetchable">Whether <c>data fetch</c> can download it.</param>
public sealed record DataSetInfo(string Name, string Description, string Source, string Location, bool IsPresent, bool IsFetchable);
