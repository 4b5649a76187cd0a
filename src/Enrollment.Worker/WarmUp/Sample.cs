using Enrollment.Domain;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;
using Enrollment.Processing.Facts;
using Enrollment.Storage.Learners;
using Enrollment.Storage.Rules;

namespace Enrollment.Worker.WarmUp;

/// <summary>
/// A rule, a learner who matches it, and the learner's facts. The ids begin with a blank. No real id does, because validation refuses it.
/// </summary>
internal sealed class Sample
{
    public Sample(DateTimeOffset now)
    {
        Now = now;
        var id = $" warm-up {Guid.NewGuid():N}";
        (Learner, Group, Activity) = (new LearnerId(id), new GroupId(id), new ActivityId(id));
        Saved = new RuleSaved(Stamp("rule"), new Rule(new RuleId(id), Activity, 1, new Audience.Groups([Group]), null, null, Terms), null);
        Document = LearnerDocumentOf(new LearnerCreated(Stamp("created"), null, Active: true, [], AtOnce: false));
    }

    public DateTimeOffset Now { get; }

    public LearnerId Learner { get; }

    public GroupId Group { get; }

    public ActivityId Activity { get; }

    public RuleSaved Saved { get; }

    public LearnerDocument Document { get; }

    public RuleDocument Rule => RuleDocument.From([Saved]);

    /// <summary>A repeated fact, a join that enrolls at once, a decision about its activity, and the completion of it.</summary>
    public FactReceived[] Facts =>
        [
            new LearnerFactReceived(Learner, new LearnerCreated(Stamp("created"), null, Active: true, [], AtOnce: false)),
            new LearnerFactReceived(Learner, new MembershipChanged(Stamp("join"), [Group], [], AtOnce: true)),
            new DecisionReceived(Learner, Activity, Extension),
            new CompletionReceived(Learner, Activity, DateOnly.FromDateTime(Now.UtcDateTime), Stamp("completed")),
        ];

    public LearnerDocument Member => LearnerDocumentOf(new LearnerCreated(Stamp("created"), null, Active: true, [Group], AtOnce: false));

    private static Terms Terms { get; } =
        new(Requirement.Required, new Recurrence.Custom(new Interval(1, IntervalUnit.Years)), new Due.Within(30));

    private Contracts.DueDateExtended Extension =>
        new()
        {
            MessageId = " warm-up extended",
            OccurredAt = Now,
            UserId = Learner.Value,
            ActivityId = Activity.Value,
            Due = DateOnly.FromDateTime(Now.UtcDateTime).AddDays(60),
            Reason = "-",
            DecidedBy = "-",
        };

    private Stamp Stamp(string message) => new(Now.AddDays(-1), $" warm-up {message}");

    private LearnerDocument LearnerDocumentOf(LearnerCreated created) =>
        new(Learner.Value, new Learner(Learner).With(created), StreamVersion: 0) { LatestOccurredAt = created.Stamp.OccurredAt };
}
