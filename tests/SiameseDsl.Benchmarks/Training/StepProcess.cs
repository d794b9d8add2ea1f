using System.Diagnostics;
using System.Globalization;

namespace SiameseDsl.Benchmarks.Training;

/// <summary>The other end of a <see cref="StepWorker"/>.</summary>
internal sealed class StepProcess : IDisposable
{
    private readonly Process process;

    /// <summary>Starts a loop.</summary>
    /// <param name="network"><c>mlp</c> or <c>conv</c>.</param>
    /// <param name="loop"><c>hand</c>, or the precision of the compiled model.</param>
    /// <param name="keepsAllocator">Whether the C library's allocator stays as it is without this library.</param>
    public StepProcess(string network, string loop, bool keepsAllocator)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!, [StepWorker.Command, network, loop]) { RedirectStandardInput = true, RedirectStandardOutput = true };

        // A loop that waits for its turn must not take the other's time.
        start.Environment["OMP_WAIT_POLICY"] = "passive";
        if (keepsAllocator)
        {
            // The default value; that the variable is there at all makes the library leave the allocator alone.
            start.Environment["GLIBC_TUNABLES"] = "glibc.malloc.arena_test=8";
        }

        process = Process.Start(start)!;
    }

    /// <summary>The mean loss of late, which shows that the loops learn the same.</summary>
    public double Loss { get; private set; }

    /// <summary>Makes a step; returns its milliseconds.</summary>
    /// <exception cref="InvalidOperationException">The process ended.</exception>
    public double Step()
    {
        process.StandardInput.WriteLine();
        string answer = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("A training loop ended before its turn; its error stands above.");
        double[] figures = [.. answer.Split(' ').Select(part => double.Parse(part, CultureInfo.InvariantCulture))];
        Loss = (0.95 * Loss) + (0.05 * figures[1]);
        return figures[0];
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }
}
