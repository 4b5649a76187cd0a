using Enrollment.Chaos.Judging;
using Enrollment.Chaos.Publishing;
using Enrollment.Worker.DeadLetters;
using Enrollment.Worker.Learners;
using Enrollment.Worker.NightlyCycle;
using JasperFx.Events;

namespace Enrollment.Worker.Tests.Chaos;

/// <summary>What a run leaves behind, made by hand, for the judge to look at.</summary>
internal sealed class Remains
{
    private readonly Account account = new();
    private readonly List<IEvent> events = [];

    public List<LearnerDocument> Learners { get; } = [];

    public List<DeadLetter> DeadLetters { get; } = [];

    public List<NightlyCycleState> Runs { get; } = [];

    public List<SegmentResult> Segments { get; } = [];

    public Dictionary<string, long> Heads { get; } = [];

    public Dictionary<string, string> Rows { get; } = [];

    /// <summary>Sent and confirmed.</summary>
    public Message Sent(Message message)
    {
        account.Take(new Ledger.Line("attempted", message.Id, message.Type, message.Body));
        account.Take(new Ledger.Line("confirmed", message.Id, null, null));
        return message;
    }

    /// <summary>Appends it to the stream, or lays it at a version.</summary>
    public void Recorded<T>(string stream, T data, long? version = null)
        where T : notnull =>
        events.Add(new Event<T>(data) { StreamKey = stream, Version = version ?? events.Count(recorded => recorded.StreamKey == stream) + 1, Timestamp = DateTimeOffset.UnixEpoch });

    /// <param name="deliver">What came of what is announced; everything as it should when it is left out.</param>
    public Verdict Judge(Action<Dictionary<Guid, Received>>? deliver = null)
    {
        var stored = new Stored { Learners = Learners, DeadLetters = DeadLetters, Runs = Runs, Segments = Segments, Versions = Heads, Rows = Rows };
        events.ForEach(stored.Take);
        var received = stored.Announcements.Values.ToDictionary(announced => announced.Id, announced => new Received(announced.Content));
        deliver?.Invoke(received);
        return new Judge(account, stored, received, lastNight: new DateOnly(2026, 6, 1)).Decide();
    }
}
