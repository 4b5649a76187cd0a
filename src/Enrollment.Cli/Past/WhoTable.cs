using Enrollment.Cli.Output;
using Enrollment.Domain.Enrollments;
using Enrollment.Worker.Queries;
using Spectre.Console;

namespace Enrollment.Cli.Past;

/// <summary>For people: the first rows, and of all how many stood where.</summary>
internal sealed class WhoTable
{
    private const int RowsForPeople = 50;

    private readonly Table _table = Printer.Table("learner", "status", "requirement", "enrolled on", "due", "completed on", "overdue since", "rule");
    private readonly SortedDictionary<PeriodStatus, long> _counts = [];

    public void Add(EnrollmentView row)
    {
        _counts[row.Status] = _counts.GetValueOrDefault(row.Status) + 1;
        if (_table.Rows.Count < RowsForPeople)
            _table.AddRow(Words.Text(row.UserId), Words.Status(row.Status), Words.Name(row.Requirement), Words.Date(row.EnrolledOn), Words.Date(row.Due),
                Words.Date(row.CompletedOn), Words.Date(row.OverdueSince), Words.Text($"{row.RuleId} v{row.RuleVersion}"));
    }

    public void Print(string title)
    {
        var all = _counts.Values.Sum();
        Printer.Line($"[bold]{Words.Text(title)}[/]: {(all == 0 ? "nobody" : string.Join(", ", _counts.Select(count => $"{Words.Count(count.Value)} {Words.Status(count.Key)}")))}");
        if (all == 0)
            return;
        Printer.Show(_table);
        if (all > _table.Rows.Count)
            Printer.Line($"The first {_table.Rows.Count} of {Words.Count(all)}; --csv or --json print all.");
    }
}
