namespace SiameseDsl.Data;

/// <summary>How far a download is.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Received">Bytes that are there, those of an earlier attempt included.</param>
/// <param name="Total">Bytes of the whole file; <see langword="null"/> where the server does not say.</param>
public readonly record struct DownloadProgress(string File, long Received, long? Total);
