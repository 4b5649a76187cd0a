using Enrollment.Domain.Calendar;
using Enrollment.Domain.Deciding;
using Enrollment.Domain.Enrollments;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Past;
using Enrollment.Domain.Rules;
using static System.Globalization.CultureInfo;

namespace Enrollment.Domain.Tests.Stories;

/// <summary>
/// The stream of an enrollment as version 1 of the semantics left it: the facts of a story, and after them the periods that its rules gave,
/// written by hand.
/// </summary>
internal sealed class EarlierStream
{
    private const int MinimumDays = 7;

    private static readonly BusinessCalendar Calendar = new(TimeZoneInfo.Utc, new TimeOnly(2, 0));

    private readonly List<EnrollmentEvent> _events = [];
    private readonly int _recordedBefore;

    private EarlierStream(EnrollmentState story, IEnumerable<Period> recorded)
    {
        _events.AddRange(story.Facts);
        _events.AddRange(
            recorded.Select(period => new PeriodPlanned
            {
                Cause = Cause.Message("version 1"),
                EffectiveOn = period.EnrolledOn,
                Period = period,
            })
        );
        _recordedBefore = _events.Count;
    }

    public EnrollmentState State => EnrollmentState.From(_events);

    /// <summary>What was recorded since version 1.</summary>
    public IReadOnlyList<EnrollmentEvent> Since => _events[_recordedBefore..];

    /// <param name="story">Gives the facts.</param>
    /// <param name="recorded">What version 1 recorded, from what this version would have.</param>
    public static EarlierStream Of(Outcome story, Func<IReadOnlyList<Period>, IEnumerable<Period>> recorded) =>
        new(story.State, recorded(story.State.Periods));

    /// <summary>The first night of this version. The rules match as in the last evaluation.</summary>
    public EarlierStream Adopt(string night)
    {
        var date = Date(night);
        var last = State.LastJudged!;
        var step = StepContext.OfRun(date, Calendar.NightlyInstant(date), MinimumDays);
        return Decide(
            new EvaluateRules(new("a"), LearnerOf(last), [.. last.Matches.Select(RuleOf)], Calendar, step)
            {
                AdoptsAfter = date.AddDays(-1),
            }
        );
    }

    public EarlierStream RollOver(string night) => Decide(new RollOver(Date(night), Cause.RunOf(Date(night))));

    /// <param name="on">The date it counts from.</param>
    /// <param name="told">The day of handling.</param>
    /// <param name="lastRun">The last finished run, where the first night of this version has not ended yet.</param>
    public EarlierStream Completes(string on, string told, string? lastRun = null) =>
        Decide(
            new RecordCompletion(
                Date(on),
                Date(told),
                Date(told),
                Cause.Message($"done {on}"),
                new DateTimeOffset(Date(told), TimeOnly.MinValue, TimeSpan.Zero)
            )
            {
                AdoptsAfter = lastRun is null ? null : Date(lastRun),
                MinimumDaysToComplete = MinimumDays,
            }
        );

    public EarlierStream Revokes(string completedOn, string on)
    {
        var at = new DateTimeOffset(Date(on), TimeOnly.MinValue, TimeSpan.Zero);
        var context = new DecisionContext(at, Date(on), at, Cause.Message($"revoked {completedOn}"), "entered by mistake", "lms")
        {
            RolledOverTo = Date(on),
            MinimumDaysToComplete = MinimumDays,
        };
        return Decide(new RevokeCompletion(Date(completedOn), context));
    }

    public EarlierStream Has(params string[] periods)
    {
        Outcome.ShouldBe(State.Periods, periods);
        return this;
    }

    /// <summary>What is said of a date on which version 1 decided.</summary>
    public IReadOnlyList<Period> Past(string date) => RecordedPast.AsOf(_events, Date(date)).Periods;

    private EarlierStream Decide(EnrollmentCommand command)
    {
        _events.AddRange(EnrollmentDecider.Decide(State, command));
        return this;
    }

    private static DateOnly Date(string text) => DateOnly.Parse(text, InvariantCulture);

    private static Rule RuleOf(Match match) =>
        new(
            match.RuleId,
            new("a"),
            match.Version,
            match.Groups is { } groups ? new Audience.Groups([.. groups]) : new Audience.EntireCompany(),
            null,
            match.Reason,
            match.Terms
        );

    private static Learner LearnerOf(SourcesJudged last) =>
        new Learner(new("u")).With(
            new LearnerCreated(
                new Stamp(DateTimeOffset.MinValue, "created"),
                null,
                last.Active,
                [.. last.Matches.SelectMany(match => match.Groups ?? [])],
                false
            )
        );
}
