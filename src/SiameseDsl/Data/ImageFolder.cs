namespace SiameseDsl.Data;

/// <summary>A folder of images: one folder for each class or identity, in ordinal order.</summary>
public static class ImageFolder
{
    /// <summary>The folders inside a folder, hidden ones left out, and the images in each: PNG, JPEG, BMP or PGM by their names.</summary>
    /// <exception cref="SiameseException">The folder cannot be read.</exception>
    public static IReadOnlyList<(string Name, string[] Images)> List(string folder)
    {
        try
        {
            return
            [
                .. Directory.GetDirectories(folder).Where(IsShown).Order(StringComparer.Ordinal)
                    .Select(path => (Path.GetFileName(path), Directory.GetFiles(path).Where(ImageDecoder.HasImageName).Where(IsShown).Order(StringComparer.Ordinal).ToArray())),
            ];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SiameseException($"The folder '{folder}' cannot be read: {(error is DirectoryNotFoundException ? "there is no such folder; look whether the path is right." : error.Message)}", error);
        }
    }

    private static bool IsShown(string path) => !ImageFiles.IsHidden(Path.GetFileName(path));
}
