using Enrollment.Chaos.Judging;
using Enrollment.Chaos.Publishing;
using Enrollment.Queries.History;
using Enrollment.Storage.DeadLetters;
using Enrollment.Storage.Learners;
using Enrollment.Storage.Nights;
using JasperFx.Events;

namespace Enrollment.Chaos.Tests;

/// <summary>What a run leaves behind, made by hand, for the judge to look at.</summary>
internal sealed class RunArtifacts
{
    public const string Lms = "lms";

    private readonly LedgerSummary _account = new();
    private readonly HostileLedgerSummary _hostile = new();
    private readonly List<IEvent> _events = [];

    public List<LearnerDocument> Learners { get; } = [];

    public List<DeadLetter> DeadLetters { get; } = [];

    public List<NightlyRunDocument> Runs { get; } = [];

    public List<SegmentResult> Segments { get; } = [];

    public Dictionary<string, long> Heads { get; } = [];

    public Dictionary<string, string> Rows { get; } = [];

    /// <summary>Sent and confirmed.</summary>
    public Message Sent(Message message)
    {
        _account.Add(new MessageLedger.Line("attempted", message.Id, message.Type, message.Body));
        _account.Add(new MessageLedger.Line("confirmed", message.Id, null, message.Body));
        return message;
    }

    /// <summary>Sent and confirmed by somebody who means no good.</summary>
    public void SentHostile(string marker, DeadLetterKind kind, bool mayBeEvicted = false)
    {
        _hostile.Add(new HostileLedger.Line("attempted", marker, kind, mayBeEvicted));
        _hostile.Add(new HostileLedger.Line("confirmed", marker, kind, mayBeEvicted));
    }

    public void Kept(DeadLetterKind kind, string? messageId = null, string body = "{}", string queue = "q") =>
        DeadLetters.Add(
            new DeadLetter
            {
                Id = Guid.NewGuid(),
                Kind = kind,
                Queue = queue,
                MessageId = messageId,
                Reason = "none",
                Body = DeadLetterBody.Of(System.Text.Encoding.Latin1.GetBytes(body)),
                ReceivedAt = DateTimeOffset.UnixEpoch,
            }
        );

    /// <summary>Appends it to the stream, or lays it at a version.</summary>
    public void Recorded<T>(string stream, T data, long? version = null)
        where T : notnull =>
        _events.Add(
            new Event<T>(data)
            {
                StreamKey = stream,
                Version = version ?? _events.Count(recorded => recorded.StreamKey == stream) + 1,
                Timestamp = DateTimeOffset.UnixEpoch,
            }
        );

    /// <param name="deliver">What came of what is announced; everything as it should when it is left out.</param>
    public Verdict Judge(Action<Dictionary<Guid, ReceivedAnnouncement>>? deliver = null)
    {
        var stored = new SystemState
        {
            Learners = Learners,
            DeadLetters = DeadLetters,
            Runs = Runs,
            Segments = Segments,
            Versions = Heads,
            Rows = Rows,
        };
        _events.ForEach(stored.Add);
        var received = stored.Announcements.Values.ToDictionary(
            announced => announced.Id,
            announced => new ReceivedAnnouncement(announced.Content)
        );
        deliver?.Invoke(received);
        var queues = new Dictionary<string, IReadOnlyDictionary<Guid, ReceivedAnnouncement>> { [Lms] = received };
        return new Judge(_account, _hostile, stored, queues, lastNight: new DateOnly(2026, 6, 1)).Evaluate();
    }
}
