using Enrollment.Storage.Access;
using Enrollment.Storage.Enrollments;
using Enrollment.Worker.Tests.Recording;

namespace Enrollment.Worker.Tests.Storage;

/// <summary>Each column of the descriptor is written and read as the same member.</summary>
public sealed class When_an_enrollment_row_is_stored
{
    private static readonly EnrollmentRow Full = new()
    {
        Activity = "safety",
        Learner = "ada",
        Version = 7,
        Period = 2,
        Status = "overdue",
        Requirement = "required",
        EnrolledOn = new DateOnly(2026, 1, 1),
        Due = new DateOnly(2026, 1, 2),
        CountsFrom = new DateOnly(2026, 1, 3),
        CompletedOn = new DateOnly(2026, 1, 4),
        OverdueSince = new DateOnly(2026, 1, 5),
        Rule = "yearly",
        RuleVersion = 3,
        NextTransitionOn = new DateOnly(2026, 1, 6),
        Exemptions = 2,
    };

    private static readonly EnrollmentRow WithoutPeriod = new()
    {
        Activity = "safety",
        Learner = "ada",
        Version = 8,
    };

    private FactStore _store = null!;

    [OneTimeSetUp]
    public async Task Begin() => _store = await FactStore.Create();

    [OneTimeTearDown]
    public async Task End() => await _store.DisposeAsync();

    [Test]
    public async Task Should_be_read_as_it_was_written()
    {
        await WriteAsync(Full);
        (await ReadAsync()).Should().Equal(Full);
    }

    [Test]
    public async Task Should_be_replaced_in_every_column()
    {
        await WriteAsync(Full);
        await WriteAsync(WithoutPeriod);
        (await ReadAsync()).Should().Equal(WithoutPeriod);
    }

    private async Task WriteAsync(EnrollmentRow row)
    {
        await using var session = _store.Store.LightweightSession();
        session.QueueSqlCommand(EnrollmentTable.Table.Upsert, EnrollmentTable.Table.GetValues([row]));
        await session.SaveChangesAsync();
    }

    private async Task<IReadOnlyList<EnrollmentRow>> ReadAsync()
    {
        await using var session = _store.Store.QuerySession();
        var table = EnrollmentTable.Table;
        return await Sql.QueryAsync(session, $"select {table.ColumnList} from {table.Name}", table.Read, CancellationToken.None);
    }
}
