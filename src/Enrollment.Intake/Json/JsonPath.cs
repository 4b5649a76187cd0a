using System.Globalization;

namespace Enrollment.Intake.Json;

/// <summary>A place in a body. It is formatted only for a problem.</summary>
internal sealed class JsonPath
{
    private readonly JsonPath? _parent;
    private readonly string? _name;
    private readonly int _index;

    private JsonPath(JsonPath? parent, string? name, int index) => (this._parent, this._name, this._index) = (parent, name, index);

    public static JsonPath Fact { get; } = new(null, "$", 0);

    /// <summary>The members of a MassTransit envelope around the fact.</summary>
    public static JsonPath Envelope { get; } = new(null, "$envelope", 0);

    public JsonPath Member(string member) =>
        ReferenceEquals(this, Envelope) && member == MassTransitEnvelope.FactMember ? Fact : new(this, member, 0);

    public JsonPath Item(int place) => new(this, null, place);

    public override string ToString()
    {
        var steps = new Stack<string>();
        for (var path = this; path is not null; path = path._parent)
            steps.Push(path.Step());
        return string.Concat(steps);
    }

    private string Step()
    {
        if (_name is null)
            return string.Create(CultureInfo.InvariantCulture, $"[{_index}]");
        if (_parent is null)
            return _name;
        return IsPlain(_name) ? "." + _name : $"['{ProblemText.Short(_name)}']";
    }

    private static bool IsPlain(string name) =>
        name.Length is > 0 and <= ProblemText.MostCharacters && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
