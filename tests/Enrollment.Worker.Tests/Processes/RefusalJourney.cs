using Enrollment.Contracts;
using Enrollment.Operations.Announcing;
using Enrollment.Queries.Announcements;
using Enrollment.Queries.Enrollments;
using Enrollment.Storage;
using Enrollment.Storage.Announcements;
using Enrollment.TestKit;
using Marten;

namespace Enrollment.Worker.Tests.Processes;

/// <summary>
/// Two LMS are bound to what is announced; one has a queue for fifty messages that nobody reads, and refuses more. People join in a burst,
/// then a night enrolls everybody, and another one finds those who joined overdue.
/// </summary>
internal sealed class RefusalJourney : IAsyncDisposable
{
    public const int Everybody = 3_000;
    public const int Joining = 500;

    private static readonly DateOnly Later = NightQueries.First.AddDays(15);

    private RefusalJourney(Company company, LmsQueue good, LmsQueue full) => (Company, Good, Full) = (company, good, full);

    public Company Company { get; }

    /// <summary>Of the LMS that reads.</summary>
    public LmsQueue Good { get; }

    /// <summary>Of the one that does not.</summary>
    public LmsQueue Full { get; }

    public static async Task<RefusalJourney> BeginAsync()
    {
        var company = await Company.Of(Everybody);
        var journey = new RefusalJourney(
            company,
            await LmsQueue.BindAsync(company.Servers.RabbitMq, "lms-good"),
            await LmsQueue.BindAsync(company.Servers.RabbitMq, "lms-full", limit: 50)
        );
        await journey.Good.StartReading();
        await company.StartWorkers(1);
        await company.Save(RuleMessages.SafetyForNewcomers);
        return journey;
    }

    public async Task JoinAsync()
    {
        await using var publisher = await TestPublisher.Connect(Company.Servers.RabbitMq);
        await Task.WhenAll(
            Enumerable.Range(0, Joining).Select(number => publisher.Publish<GroupMembershipChanged>(RuleMessages.Join(number)))
        );
    }

    public async Task RunFirstNightAsync()
    {
        await Company.Save(RuleMessages.Safety);
        await Company.Comes(NightQueries.First);
        await Company.Ends(NightQueries.First);
    }

    public async Task RunLaterNightAsync()
    {
        await Company.Comes(Later);
        await Company.Ends(Later);
    }

    /// <summary>What the record says is to be announced: message ids by event number.</summary>
    public async Task<IReadOnlyDictionary<long, string>> ExpectedAsync()
    {
        var events = await Company.Read(session => session.Events.QueryAllRawEvents().OrderBy(recorded => recorded.Sequence).ToListAsync());
        return events.Select(Announcement.Of).OfType<Announcement>().ToDictionary(one => one.Position, one => one.Id.ToString());
    }

    /// <summary>Waits until the reading LMS has everything; how long that took.</summary>
    public async Task<TimeSpan> ReachesGoodAsync(int seconds)
    {
        var began = TimeProvider.System.GetTimestamp();
        var expected = await ExpectedAsync();
        await Eventually.Be(() => Task.FromResult(Good.Ids.Count), count => count >= expected.Count, seconds);
        return TimeProvider.System.GetElapsedTime(began);
    }

    public async Task<IReadOnlyList<long>> PositionsAsync() =>
        [
            .. (await Company.Read(session => RefusedAnnouncements.GetPagesAsync(session, 0, int.MaxValue, default))).SelectMany(page =>
                page.Positions
            ),
        ];

    public Task<IReadOnlyList<long>> ProgressAsync() =>
        Company.Values<long>(
            """
            select (select last_seq_id from enrollment.mt_event_progression where name = 'HighWaterMark') - last_seq_id
            from enrollment.mt_event_progression where name = 'Announcements:All'
            """
        );

    /// <summary>Everything that is due is announced, and what is refused of it committed.</summary>
    public Task HasSettledAsync() => Eventually.Be(ProgressAsync, behind => behind is [0], seconds: 60);

    /// <summary>As the operator does once the LMS reads again.</summary>
    public Task<ResendResult> ResendAsync() =>
        new AnnouncementResend(Company.Store, new EnrollmentOptions { RabbitMq = Company.Servers.RabbitMq }).RunAsync(Full.Name, default);

    public async ValueTask DisposeAsync()
    {
        await Good.DisposeAsync();
        await Full.DisposeAsync();
        await Company.DisposeAsync();
    }
}
