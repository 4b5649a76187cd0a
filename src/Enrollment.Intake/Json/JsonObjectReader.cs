using System.Text.Json;

namespace Enrollment.Intake.Json;

/// <summary>Reads the members of a JSON object by their exact names.</summary>
internal sealed class JsonObjectReader
{
    private readonly Dictionary<string, JsonElement> _members = new(StringComparer.Ordinal);
    private readonly JsonPath _path;
    private readonly ProblemList _problems;

    public JsonObjectReader(JsonElement element, JsonPath path, ProblemList problems)
    {
        (this._path, this._problems) = (path, problems);
        foreach (var property in element.EnumerateObject())
        {
            if (JsonText.SoundName(property) is { } name)
                _members[name] = property.Value;
        }
    }

    public bool Has(string name) => _members.ContainsKey(name);

    /// <summary>Whether the member is missing or null.</summary>
    public bool IsAbsent(string name) => Element(name) is null or { ValueKind: JsonValueKind.Null };

    public JsonElement? Element(string name) => _members.TryGetValue(name, out var element) ? element : null;

    /// <summary>A required member.</summary>
    public JsonMember Required(string name)
    {
        if (!Has(name))
            Refuse(name, "is missing; it is required");
        return Optional(name);
    }

    /// <summary>A member that may be missing, but not null.</summary>
    public JsonMember Optional(string name) => new(Element(name), _path, name, 0, _problems);

    /// <summary>A member that may be missing or null, with the same meaning.</summary>
    public JsonMember Nullable(string name) => IsAbsent(name) ? new(null, _path, name, 0, _problems) : Optional(name);

    /// <summary>An object that was read before.</summary>
    public JsonObjectReader Member(string name) => new(Element(name)!.Value, _path.Member(name), _problems);

    public void Refuse(string name, string message) => _problems.Add(_path.Member(name), message);

    public void Refuse(string name, int place, string message) => _problems.Add(_path.Member(name).Item(place), message);
}
