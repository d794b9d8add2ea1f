using System.Runtime.InteropServices;
using SiameseDsl.Graphs;
using SiameseDsl.Training;
using TorchSharp;

namespace SiameseDsl.Modules;

/// <summary>
/// The check that Torch can run in this process. Left to itself, TorchSharp answers every failure to load with the same long
/// text about a package that is not restored, after having copied half a gigabyte of libraries.
/// </summary>
public static class TorchBackend
{
    /// <summary>Returns when Torch can be used.</summary>
    /// <exception cref="TorchBackendException">The native libraries are missing or cannot be loaded; the message names the reason and the remedy.</exception>
    public static void EnsureLoaded()
    {
        if (Diagnose() is { } reason)
        {
            throw new TorchBackendException(reason);
        }

        NativeMemory.KeepFreed();
        _ = ConvolutionKernels.AreDoubtful;
    }

    /// <summary>What was found to be wrong with Torch's kernels for a model on this processor and what was done about it, in one sentence; <see langword="null"/> where they are right.</summary>
    /// <exception cref="TorchBackendException">Torch cannot be used.</exception>
    public static string? Notice(ModelGraph plan, Precision precision = Precision.Float32)
    {
        EnsureLoaded();
        return ConvolutionKernels.NoticeOf(plan, precision == Precision.BFloat16);
    }

    /// <summary>Loads the native libraries by the names that TorchSharp uses.</summary>
    /// <returns>Null when Torch can be used; else one sentence with the reason and the remedy.</returns>
    public static string? Diagnose()
    {
        var torchSharp = typeof(torch).Assembly;
        if (NativeLibrary.TryLoad("torch_cpu", torchSharp, null, out _)
            && NativeLibrary.TryLoad("LibTorchSharp", torchSharp, null, out _))
        {
            return null;
        }

        return TorchBackendProbe.ForThisProcess().Explain();
    }
}
