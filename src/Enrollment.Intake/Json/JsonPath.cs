using System.Globalization;
using Enrollment.Intake.Transport;

namespace Enrollment.Intake.Json;

/// <summary>A place in a body, put into words only when there is something to say about it.</summary>
internal sealed class JsonPath
{
    private readonly JsonPath? parent;
    private readonly string? name;
    private readonly int index;

    private JsonPath(JsonPath? parent, string? name, int index) => (this.parent, this.name, this.index) = (parent, name, index);

    public static JsonPath Fact { get; } = new(null, "$", 0);

    /// <summary>The members of a MassTransit envelope around the fact.</summary>
    public static JsonPath Envelope { get; } = new(null, "$envelope", 0);

    public JsonPath Member(string member) =>
        ReferenceEquals(this, Envelope) && member == MassTransitEnvelope.FactMember ? Fact : new(this, member, 0);

    public JsonPath Item(int place) => new(this, null, place);

    public override string ToString()
    {
        var steps = new Stack<string>();
        for (var path = this; path is not null; path = path.parent)
            steps.Push(path.Step());
        return string.Concat(steps);
    }

    private string Step()
    {
        if (name is null)
            return string.Create(CultureInfo.InvariantCulture, $"[{index}]");
        if (parent is null)
            return name;
        return IsPlain(name) ? "." + name : $"['{Shown.Short(name)}']";
    }

    private static bool IsPlain(string name) =>
        name.Length is > 0 and <= Shown.MostCharacters && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
