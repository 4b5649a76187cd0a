using Enrollment.Intake.Json;
using Spectre.Console;

namespace Enrollment.Cli.Output;

/// <summary>Progress bars on a terminal, one per name.</summary>
internal sealed class ProgressBars
{
    private readonly ProgressTask[] _tasks;

    private ProgressBars(ProgressContext screen, string[] names) => _tasks = [.. names.Select(name => screen.AddTask(name))];

    public static Task RunAsync(string[] names, Func<ProgressBars, Task> action) =>
        AnsiConsole
            .Progress()
            .Columns(new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .StartAsync(screen => action(new ProgressBars(screen, names)));

    /// <param name="bar">The index of the bar.</param>
    /// <param name="done">The part of the total that is done.</param>
    /// <param name="total">The total; null while it is unknown.</param>
    /// <param name="text">The text beside the bar.</param>
    public void Update(int bar, long done, long? total, string text)
    {
        var task = _tasks[bar];
        task.IsIndeterminate = total is null;
        task.MaxValue = Math.Max(total ?? 1, 1);
        task.Value = done == total ? task.MaxValue : done;
        task.Description = Markup.Escape(EscapedText.OfLine(text));
    }
}
