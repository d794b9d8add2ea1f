using System.Diagnostics;
using SiameseDsl.Training;
using Spectre.Console;

namespace SiameseDsl.Cli.Terminals;

/// <summary>Shows a training's progress: a bar with rate and remaining time on a terminal, else a plain line for each epoch and at least every ten seconds.</summary>
internal sealed class TrainingDisplay(Terminal terminal, string title)
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(10);

    /// <summary>A display of a part of the work.</summary>
    public TrainingDisplay For(string part) => new(terminal, $"{title} {part}");

    /// <summary>Says that something is wrong with the training.</summary>
    public void Warn(string message) => terminal.Warn(message);

    /// <summary>Runs the training and shows its progress meanwhile.</summary>
    public T Show<T>(Func<IProgress<TrainingProgress>, T> train) => terminal.IsInteractive ? ShowBar(train) : train(new Lines(terminal, title));

    private T ShowBar<T>(Func<IProgress<TrainingProgress>, T> train)
    {
        var progress = new Progress(terminal.Error) { AutoClear = true, HideCompleted = false, RefreshRate = TimeSpan.FromMilliseconds(200) };
        progress.Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = 24 }, new PercentageColumn(), new FactsColumn(terminal.ErrorWidth));
        return progress.Start(context =>
        {
            ProgressTask task = context.AddTask(Markup.Escape(title), autoStart: true, maxValue: 1);
            return train(new Bar(task));
        });
    }

    private static string Facts(TrainingProgress at, bool wide) =>
        $"{(wide ? "epoch " : "")}{at.Epoch}/{at.Epochs}  loss {at.Loss.ToString("F4", System.Globalization.CultureInfo.InvariantCulture)}"
        + (wide && at.Validation is { } validation ? $"  validation {Format.Percent(validation)} %" : "")
        + $"  {Format.Rate(at.ImagesPerSecond)} images/s  {Format.Duration(at.Remaining)} left";

    private sealed class Lines(Terminal terminal, string title) : IProgress<TrainingProgress>
    {
        private readonly Stopwatch sinceLine = Stopwatch.StartNew();
        private int epoch;

        public void Report(TrainingProgress value)
        {
            if (value.Epoch == epoch && sinceLine.Elapsed < BetweenLines)
            {
                return;
            }

            epoch = value.Epoch;
            sinceLine.Restart();
            terminal.ErrorText($"{title}  {Facts(value, wide: true)}");
        }
    }

    private sealed class Bar(ProgressTask task) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            task.MaxValue = Math.Max(1, value.Steps);
            task.Value = value.Step;
            task.Tag = value;
        }
    }

    private sealed class FactsColumn(int width) : ProgressColumn
    {
        private const int WideTerminal = 120;

        protected override bool NoWrap => true;

        public override Spectre.Console.Rendering.IRenderable Render(Spectre.Console.Rendering.RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Markup(task.Tag is TrainingProgress at ? $"[grey]{Markup.Escape(Facts(at, width >= WideTerminal))}[/]" : "");
    }
}
