using System.Text.Json;

namespace Enrollment.Intake.Json;

/// <summary>The members of one JSON object, by their exact names.</summary>
internal sealed class ObjectReader
{
    private readonly Dictionary<string, JsonElement> members = new(StringComparer.Ordinal);
    private readonly JsonPath path;
    private readonly ProblemList problems;

    public ObjectReader(JsonElement element, JsonPath path, ProblemList problems)
    {
        (this.path, this.problems) = (path, problems);
        foreach (var property in element.EnumerateObject())
        {
            if (Soundness.SoundName(property) is { } name)
                members[name] = property.Value;
        }
    }

    public bool Has(string name) => members.ContainsKey(name);

    /// <summary>Not given, or given as null.</summary>
    public bool IsAbsent(string name) => Element(name) is null or { ValueKind: JsonValueKind.Null };

    public JsonElement? Element(string name) => members.TryGetValue(name, out var element) ? element : null;

    /// <summary>A member that must be there.</summary>
    public Member Required(string name)
    {
        if (!Has(name))
            Refuse(name, "is missing; it is required");
        return Optional(name);
    }

    /// <summary>A member that may be absent, but not null.</summary>
    public Member Optional(string name) => new(Element(name), path, name, 0, problems);

    /// <summary>A member for which null says the same as its absence.</summary>
    public Member Nullable(string name) => IsAbsent(name) ? new(null, path, name, 0, problems) : Optional(name);

    public void Refuse(string name, string message) => problems.Add(path.Member(name), message);

    public void Refuse(string name, int place, string message) => problems.Add(path.Member(name).Item(place), message);
}
