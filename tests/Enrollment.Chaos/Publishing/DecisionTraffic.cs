using Enrollment.Contracts;

namespace Enrollment.Chaos.Publishing;

/// <summary>What people decide about one learner, and orders of retraining. Each exemption and order has an id of its own.</summary>
internal sealed class DecisionTraffic(Random random, Func<string> nextId)
{
    private const string Reason = "chaos";

    private readonly List<ExemptionGranted> _granted = [];

    public Message Next(string person, string activity, string group, DateTimeOffset at) =>
        random.Next(10) switch
        {
            < 3 => Message.Of(Granted(person, activity, at)),
            < 5 when _granted.Count > 0 => Message.Of(Revoked(at)),
            < 8 => Message.Of(Extended(person, activity, at)),
            < 9 => Message.Of(CompletionRevoked(person, activity, at)),
            _ => Message.Of(Ordered(person, activity, group, at)),
        };

    private ExemptionGranted Granted(string person, string activity, DateTimeOffset at)
    {
        var (id, from) = (nextId(), VirtualClock.Calendar.DateOf(at).AddDays(random.Next(10)));
        var granted = new ExemptionGranted
        {
            MessageId = id,
            OccurredAt = at,
            ExemptionId = $"exemption-{id}",
            UserId = person,
            ActivityId = activity,
            From = random.Next(3) == 0 ? null : from,
            Until = random.Next(4) == 0 ? null : from.AddDays(random.Next(30)),
            Reason = Reason,
            DecidedBy = Reason,
        };
        _granted.Add(granted);
        return granted;
    }

    private ExemptionRevoked Revoked(DateTimeOffset at)
    {
        var granted = _granted[random.Next(_granted.Count)];
        return new ExemptionRevoked
        {
            MessageId = nextId(),
            OccurredAt = at,
            ExemptionId = granted.ExemptionId,
            UserId = granted.UserId,
            ActivityId = granted.ActivityId,
            Reason = Reason,
            DecidedBy = Reason,
        };
    }

    private DueDateExtended Extended(string person, string activity, DateTimeOffset at) =>
        new()
        {
            MessageId = nextId(),
            OccurredAt = at,
            UserId = person,
            ActivityId = activity,
            Due = VirtualClock.Calendar.DateOf(at).AddDays(random.Next(60)),
            Reason = Reason,
            DecidedBy = Reason,
        };

    private CompletionRevoked CompletionRevoked(string person, string activity, DateTimeOffset at) =>
        new()
        {
            MessageId = nextId(),
            OccurredAt = at,
            UserId = person,
            ActivityId = activity,
            CompletedOn = VirtualClock.Calendar.DateOf(at).AddDays(-random.Next(40)),
            Reason = Reason,
            DecidedBy = Reason,
        };

    private RetrainingOrdered Ordered(string person, string activity, string group, DateTimeOffset at)
    {
        var id = nextId();
        return new()
        {
            MessageId = id,
            OccurredAt = at,
            OrderId = $"order-{id}",
            ActivityId = activity,
            Audience = random.Next(4) switch
            {
                0 => new OrderAudience.EntireCompany(),
                1 => new OrderAudience.Users([person]),
                _ => new OrderAudience.Groups([group]),
            },
            Due =
                random.Next(2) == 0
                    ? new Due.Within(random.Next(30))
                    : new Due.On(VirtualClock.Calendar.DateOf(at).AddDays(random.Next(30))),
            Reason = Reason,
            DecidedBy = Reason,
        };
    }
}
