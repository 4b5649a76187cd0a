using Enrollment.Cli.Output;
using Enrollment.Cli.Output.Formatting;
using Enrollment.Cli.Output.Tables;
using Enrollment.Domain.Enrollments;
using Enrollment.Queries.Enrollments;
using Enrollment.Queries.Wording.Periods;

namespace Enrollment.Cli.AsOf;

/// <summary>Prints the first rows, and the number of enrollments by status.</summary>
internal sealed class RosterTable
{
    private const int MaxRows = 50;

    private readonly Table _table = new(
        Column.Id("learner"),
        Column.Fixed("status"),
        Column.Fixed("due"),
        Column.Fixed("enrolled on"),
        Column.Fixed("completed on", essential: false),
        Column.Fixed("overdue since", essential: false),
        Column.Fixed("requirement", essential: false),
        Column.Id("rule", essential: false)
    );
    private readonly SortedDictionary<PeriodStatus, long> _counts = [];

    public void Add(EnrollmentView row)
    {
        _counts[row.Status] = _counts.GetValueOrDefault(row.Status) + 1;
        if (_table.Rows.Count < MaxRows)
            _table.Add(
                row.UserId,
                Format.Status(row.Status),
                Format.Date(row.Due),
                Format.Date(row.EnrolledOn),
                Format.Date(row.CompletedOn),
                Format.Date(row.OverdueSince),
                Format.Name(row.Requirement),
                $"{row.RuleId} v{row.RuleVersion}"
            );
    }

    public void Print(string title)
    {
        var all = _counts.Values.Sum();
        var counts = _counts.Select(count => StyledText.Of($"{Format.Count(count.Value)} {Format.Status(count.Key)}"));
        Printer.WriteLine($"[bold]{title}[/]: {(all == 0 ? EnrollmentText.Nobody : StyledText.Join(", ", counts))}");
        if (all == 0)
            return;
        Printer.Write(_table);
        if (all > _table.Rows.Count)
            Printer.WriteLine($"The first {_table.Rows.Count} of {Format.Count(all)} are shown. --csv or --json prints all.");
    }
}
