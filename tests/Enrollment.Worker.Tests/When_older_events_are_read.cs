using Enrollment.Domain;
using Enrollment.Domain.Enrollments;
using Enrollment.Storage;
using Enrollment.Storage.Auditing;
using Enrollment.Storage.Nights;
using Enrollment.Storage.Schema;
using Enrollment.TestKit;
using Enrollment.Worker.Observability;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Enrollment.Worker.Tests;

/// <summary>Events were stored with their nulls once; now they are left out. Both are read alike.</summary>
public sealed class When_older_events_are_read
{
    private static readonly PeriodDueDateChanged Moved = new()
    {
        Cause = Cause.RunOf(new DateOnly(2026, 5, 2)),
        EffectiveOn = new DateOnly(2026, 5, 2),
        PreviousDue = null,
        Period = new Period
        {
            Number = 1,
            Status = PeriodStatus.Open,
            Requirement = Domain.Rules.Requirement.Required,
            EnrolledOn = new DateOnly(2026, 5, 2),
            Due = null,
            CountsFrom = new DateOnly(2026, 5, 2),
            RuleId = new RuleId("r"),
            RuleVersion = 1,
            EligibleFrom = new DateOnly(2026, 5, 2),
            PlannedFrom = new DateOnly(2026, 5, 2),
            Origin = PeriodOrigin.Eligibility,
        },
    };

    private ServiceProvider _services = null!;

    private ISerializer Json => _services.GetRequiredService<IDocumentStore>().Options.Serializer();

    [OneTimeSetUp]
    public void SetUp() =>
        _services = new ServiceCollection()
            .AddLogging()
            .AddStorage(new EnrollmentOptions { Postgres = "Host=nowhere" })
            .BuildServiceProvider();

    [OneTimeTearDown]
    public async Task TearDown() => await _services.DisposeAsync();

    [Test]
    public void Should_leave_nulls_out() => Json.ToJson(Moved).Should().NotContain("null").And.NotContain("previousDue");

    [Test]
    public void Should_read_what_was_left_out() => Read(Json.ToJson(Moved)).Should().Be(Moved);

    [Test]
    public void Should_read_nulls_that_were_stored() =>
        Read(Json.ToJson(Moved).Replace("\"effectiveOn\"", "\"previousDue\":null,\"effectiveOn\"", StringComparison.Ordinal))
            .Should()
            .Be(Moved);

    [Test]
    public void Should_read_a_night_from_before_there_were_digests()
    {
        const string Stored =
            """{"businessDate":"2026-05-02","startedAt":"2026-05-02T02:00:00+00:00","completedAt":"2026-05-02T02:01:00+00:00","batch":"""
            + """{},"rollover":{}}""";

        var night = Json.FromJson<NightFinished>(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Stored)));

        night.Digest.Should().BeNull();
        night.BusinessDate.Should().Be(new DateOnly(2026, 5, 2));
    }

    [Test]
    public void Should_still_refuse_an_event_without_its_date() =>
        FluentActions
            .Invoking(() => Read(Json.ToJson(Moved).Replace("effectiveOn", "somethingElse", StringComparison.Ordinal)))
            .Should()
            .Throw<System.Text.Json.JsonException>();

    private PeriodDueDateChanged Read(string json) =>
        Json.FromJson<PeriodDueDateChanged>(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json)));
}
