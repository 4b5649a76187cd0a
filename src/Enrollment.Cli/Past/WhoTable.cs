using Enrollment.Cli.Output;
using Enrollment.Domain.Enrollments;
using Enrollment.Queries.Enrollments;

namespace Enrollment.Cli.Past;

/// <summary>For people: the first rows, and of all how many stood where.</summary>
internal sealed class WhoTable
{
    private const int RowsForPeople = 50;

    private readonly Table _table = new(
        Column.Id("learner"),
        Column.Word("status"),
        Column.Word("due"),
        Column.Word("enrolled on"),
        Column.Word("completed on", matters: false),
        Column.Word("overdue since", matters: false),
        Column.Word("requirement", matters: false),
        Column.Id("rule", matters: false)
    );
    private readonly SortedDictionary<PeriodStatus, long> _counts = [];

    public void Add(EnrollmentView row)
    {
        _counts[row.Status] = _counts.GetValueOrDefault(row.Status) + 1;
        if (_table.Rows.Count < RowsForPeople)
            _table.Add(
                row.UserId,
                Words.Status(row.Status),
                Words.Date(row.Due),
                Words.Date(row.EnrolledOn),
                Words.Date(row.CompletedOn),
                Words.Date(row.OverdueSince),
                Words.Name(row.Requirement),
                $"{row.RuleId} v{row.RuleVersion}"
            );
    }

    public void Print(string title)
    {
        var all = _counts.Values.Sum();
        var counts = _counts.Select(count => Phrase.Of($"{Words.Count(count.Value)} {Words.Status(count.Key)}"));
        Printer.Line($"[bold]{title}[/]: {(all == 0 ? "nobody" : Phrase.Join(", ", counts))}");
        if (all == 0)
            return;
        Printer.Show(_table);
        if (all > _table.Rows.Count)
            Printer.Line($"The first {_table.Rows.Count} of {Words.Count(all)}; --csv or --json print all.");
    }
}
