using System.Diagnostics;
using System.Globalization;
using SiameseDsl.Data;

namespace SiameseDsl.Cli.Terminals;

/// <summary>Shows downloads: one line that redraws itself on a terminal, else a plain line for each file and every ten seconds.</summary>
internal sealed class DownloadDisplay(Terminal terminal) : IProgress<DownloadProgress>
{
    private static readonly TimeSpan BetweenRedraws = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(10);

    private readonly Stopwatch sinceLine = Stopwatch.StartNew();
    private string file = "";
    private bool isOpen;

    public void Report(DownloadProgress value)
    {
        bool isNew = value.File != file;
        if (!isNew && value.Received != value.Total && sinceLine.Elapsed < (terminal.IsInteractive ? BetweenRedraws : BetweenLines))
        {
            return;
        }

        if (isNew)
        {
            Close();
        }

        file = value.File;
        sinceLine.Restart();
        string share = value.Total is > 0 and long total ? string.Create(CultureInfo.InvariantCulture, $" of {Megabytes(total)}, {100.0 * value.Received / total:F0} %") : "";
        string text = $"Fetching {file}: {Megabytes(value.Received)}{share}";
        if (terminal.IsInteractive)
        {
            terminal.Redraw(text);
            isOpen = true;
        }
        else
        {
            terminal.ErrorText(text);
        }
    }

    /// <summary>Ends the line that redraws itself.</summary>
    public void Close()
    {
        if (isOpen)
        {
            terminal.ErrorText("");
            isOpen = false;
        }
    }

    private static string Megabytes(long bytes) => (bytes / 1e6).ToString("F1", CultureInfo.InvariantCulture) + " MB";
}
