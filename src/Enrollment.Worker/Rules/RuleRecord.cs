using System.Text.Json;
using Enrollment.Domain.Learners;
using Enrollment.Domain.Rules;
using Enrollment.Worker.Storage;
using Marten;

namespace Enrollment.Worker.Rules;

/// <summary>One rule within a transaction.</summary>
internal sealed class RuleRecord
{
    private readonly RuleDocument? _stored;
    private readonly HashSet<Stamp> _known = [];
    private readonly Dictionary<int, List<(string Content, Stamp Stamp)>> _contents = [];
    private readonly List<RuleSaved> _news = [];

    public RuleRecord(RuleDocument? stored, IEnumerable<RuleSaved> past)
    {
        _stored = stored;
        foreach (var saved in past)
            Remember(saved);
    }

    public int News => _news.Count;

    /// <summary>False for a save that was recorded before.</summary>
    public bool Take(RuleSaved saved)
    {
        if (_known.Contains(saved.Stamp))
            return false;
        Remember(saved);
        _news.Add(saved);
        return true;
    }

    /// <summary>The save of the same version with another content, if there is one.</summary>
    public Stamp? OtherContent(RuleSaved saved) =>
        _contents.TryGetValue(saved.Rule.Version, out var known)
            && known.Find(other => other.Content != Content(saved)) is { Content: not null } found
            ? found.Stamp
            : null;

    public void Write(IDocumentSession session)
    {
        var key = StreamKeys.Of(_news[0].Rule.Id);
        if (_stored is null)
            session.Events.StartStream(key, _news);
        else
            session.Events.Append(key, _stored.StreamVersion + _news.Count, _news);
        session.Store(_news.Aggregate(_stored, RuleDocument.Next)!);
    }

    private static string Content(RuleSaved save) => JsonSerializer.Serialize(save.Rule);

    private void Remember(RuleSaved saved)
    {
        _known.Add(saved.Stamp);
        if (!_contents.TryGetValue(saved.Rule.Version, out var contents))
            _contents.Add(saved.Rule.Version, contents = []);
        var content = Content(saved);
        if (!contents.Exists(known => known.Content == content))
            contents.Add((content, saved.Stamp));
    }
}
