using System.Runtime.InteropServices;

namespace SiameseDsl.Cli.App;

/// <summary>Ctrl-C and termination as a cancellation: the first asks the work to stop cleanly, a second one ends the process at once.</summary>
internal sealed class Interrupt : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration[] registrations;

    public Interrupt()
    {
        registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop)];
    }

    /// <summary>Cancelled at the first signal.</summary>
    public CancellationToken Token => source.Token;

    /// <summary>The exit code of work that the first signal stopped: 128 and the signal's number, as shells count.</summary>
    public int ExitCode { get; private set; } = App.ExitCode.Interrupted;

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in registrations)
        {
            registration.Dispose();
        }

        source.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = !source.IsCancellationRequested;
        if (context.Cancel)
        {
            ExitCode = context.Signal == PosixSignal.SIGTERM ? App.ExitCode.Terminated : App.ExitCode.Interrupted;
            source.Cancel();
        }
    }
}
