using System.Diagnostics;
using Enrollment.Intake.Json;
using Spectre.Console;

namespace Enrollment.Cli.Output;

/// <summary>Shows the progress of long work on standard error: a bar on a terminal, otherwise a line every few seconds.</summary>
internal sealed class ProgressReporter(Action<double, string> show)
{
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(5);

    /// <param name="done">The part of the total that is done.</param>
    /// <param name="text">The current step.</param>
    public void Report(double done, string text) => show(done, text);

    public static Task RunAsync(string title, double total, Func<ProgressReporter, Task> action) =>
        Console.IsErrorRedirected ? RunWithLinesAsync(title, total, action) : RunWithBarAsync(title, total, action);

    private static Task RunWithBarAsync(string title, double total, Func<ProgressReporter, Task> action)
    {
        var screen = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return screen
            .Progress()
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn(),
                new PercentageColumn(),
                new ElapsedTimeColumn()
            )
            .StartAsync(async context =>
            {
                var task = context.AddTask(EscapeMarkup(title), maxValue: Math.Max(total, 1));
                await action(
                    new ProgressReporter(
                        (done, text) =>
                        {
                            task.Value = done;
                            task.Description = EscapeMarkup($"{title} · {text}");
                        }
                    )
                );
                task.Value = task.MaxValue;
            });
    }

    private static async Task RunWithLinesAsync(string title, double total, Func<ProgressReporter, Task> action)
    {
        var (elapsed, last) = (Stopwatch.StartNew(), TimeSpan.Zero);
        await action(
            new ProgressReporter(
                (done, text) =>
                {
                    if (elapsed.Elapsed - last < LineInterval && done < total)
                        return;
                    last = elapsed.Elapsed;
                    Printer.WriteDiagnostic($"{title}: {text} ({done / Math.Max(total, 1):P0}, {last.TotalSeconds:F0} s)");
                }
            )
        );
    }

    private static string EscapeMarkup(string text) => Markup.Escape(EscapedText.OfLine(text));
}
