using System.Collections;
using System.Runtime.InteropServices;

namespace SiameseDsl.Modules;

/// <summary>
/// Keeps the memory of freed tensors in the process. Torch takes every tensor from the C library, and glibc takes large ones from the system anew and gives them back when they are freed: a training step
/// then waits for the kernel to clear hundreds of megabytes of pages, which took three quarters of the time of a convolutional network on two cores.
/// </summary>
internal static class NativeMemory
{
    // From malloc.h of glibc.
    private const int TrimThreshold = -1;
    private const int TopPad = -2;
    private const int MmapMax = -4;

    private static readonly Lazy<bool> Kept = new(Keep);

    /// <summary>
    /// Sets this up once for the process. Does nothing where the C library is another than glibc, and where the environment says already how memory is to be kept (<c>MALLOC_..._</c> or
    /// <c>GLIBC_TUNABLES</c>), which is how an application that must give its memory back opts out.
    /// </summary>
    /// <returns>Whether freed memory stays in the process.</returns>
    public static bool KeepFreed() => Kept.Value;

    /// <summary>Whether an environment leaves the choice to the program.</summary>
    internal static bool IsFree(IDictionary environment)
        => !environment.Keys.Cast<string>().Any(name => name == "GLIBC_TUNABLES" || (name.StartsWith("MALLOC_", StringComparison.Ordinal) && name.EndsWith('_')));

    private static bool Keep()
    {
        if (!OperatingSystem.IsLinux() || !IsFree(Environment.GetEnvironmentVariables()))
        {
            return false;
        }

        try
        {
            // No block from the system by itself, nothing given back from the heap's end (-1 is the largest size), and the heap grows by 64 MB at a time.
            return SetOption(MmapMax, 0) == 1 && SetOption(TrimThreshold, -1) == 1 && SetOption(TopPad, 64 << 20) == 1;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "mallopt")]
    private static extern int SetOption(int parameter, int value);
}
