namespace SiameseDsl.Galleries;

/// <summary>Every embedding of a gallery at one moment.</summary>
/// <param name="Names">The identities, in the order of their enrolment.</param>
/// <param name="Owners">For each example the place of its identity in <paramref name="Names"/>.</param>
/// <param name="Embeddings">The examples' values, one example behind the other.</param>
internal sealed record GalleryContent(string[] Names, int[] Owners, float[] Embeddings);
