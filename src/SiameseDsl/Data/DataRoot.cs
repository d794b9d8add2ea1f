namespace SiameseDsl.Data;

/// <summary>Where data sets lie: an explicit folder, else the environment variable SIAMESE_DATA, else the user's cache folder.</summary>
public static class DataRoot
{
    /// <summary>The environment variable that names the data root.</summary>
    public const string Variable = "SIAMESE_DATA";

    /// <summary>The full path of the data root. It need not exist.</summary>
    /// <param name="root">The folder asked for, or <see langword="null"/>.</param>
    public static string Resolve(string? root)
    {
        if (string.IsNullOrEmpty(root))
        {
            root = Environment.GetEnvironmentVariable(Variable);
        }

        return Path.GetFullPath(string.IsNullOrEmpty(root) ? Path.Combine(UserCache(), "siamese-dsl", "data") : root);
    }

    private static string UserCache()
    {
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (OperatingSystem.IsWindows())
        {
            return Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        }

        if (OperatingSystem.IsMacOS())
        {
            return Path.Combine(home, "Library", "Caches");
        }

        string? cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        return string.IsNullOrEmpty(cache) ? Path.Combine(home, ".cache") : cache;
    }
}
