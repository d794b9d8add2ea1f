namespace SiameseDsl.Data;

/// <summary>A file that can be downloaded.</summary>
/// <param name="RelativePath">Where it belongs under the data root, with forward slashes.</param>
/// <param name="Mirrors">Addresses that serve it, tried in order.</param>
/// <param name="Md5">Its published MD5 sum, lower-case hex: it guards against a broken transfer.</param>
public sealed record DownloadItem(string RelativePath, IReadOnlyList<Uri> Mirrors, string Md5);
