using System.Diagnostics;
using Enrollment.Intake.Json;
using Spectre.Console;

namespace Enrollment.Cli.Output;

/// <summary>Long work, shown on standard error: a bar on a terminal, otherwise a line every few seconds.</summary>
internal sealed class Work(Action<double, string> show)
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(5);

    /// <param name="done">Of the total.</param>
    /// <param name="text">Where it is now.</param>
    public void Report(double done, string text) => show(done, text);

    public static Task Run(string title, double total, Func<Work, Task> work) =>
        Console.IsErrorRedirected ? Lines(title, total, work) : Bar(title, total, work);

    private static Task Bar(string title, double total, Func<Work, Task> work)
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
                var task = context.AddTask(Text(title), maxValue: Math.Max(total, 1));
                await work(
                    new Work(
                        (done, text) =>
                        {
                            task.Value = done;
                            task.Description = Text($"{title} · {text}");
                        }
                    )
                );
                task.Value = task.MaxValue;
            });
    }

    private static async Task Lines(string title, double total, Func<Work, Task> work)
    {
        var (elapsed, last) = (Stopwatch.StartNew(), TimeSpan.Zero);
        await work(
            new Work(
                (done, text) =>
                {
                    if (elapsed.Elapsed - last < BetweenLines && done < total)
                        return;
                    last = elapsed.Elapsed;
                    Printer.Note($"{title}: {text} ({done / Math.Max(total, 1):P0}, {last.TotalSeconds:F0} s)");
                }
            )
        );
    }

    private static string Text(string text) => Markup.Escape(EscapedText.OfLine(text));
}
