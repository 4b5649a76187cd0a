using System.Text.Json;

namespace Enrollment.Intake.Json;

/// <summary>One value, or none. Each method reads one type. If that fails, it adds a problem and returns null.</summary>
internal readonly struct JsonMember(JsonElement? element, JsonPath parent, string? name, int place, ProblemList problems)
{
    private JsonPath Path => name is null ? parent.Item(place) : parent.Member(name);

    public JsonObjectReader? Object() =>
        Is(JsonValueKind.Object, "an object") ? new JsonObjectReader(element!.Value, Path, problems) : null;

    public IReadOnlyList<string>? Ids()
    {
        if (!Is(JsonValueKind.Array, "a list of ids"))
            return null;
        var path = Path;
        var ids = new List<string>(element!.Value.GetArrayLength());
        foreach (var item in element.Value.EnumerateArray())
            ids.Add(new JsonMember(item, path, null, ids.Count, problems).Id() ?? "");
        return ids;
    }

    public IReadOnlyList<int>? WholeNumbers()
    {
        if (!Is(JsonValueKind.Array, "a list of whole numbers"))
            return null;
        var path = Path;
        var numbers = new List<int>(element!.Value.GetArrayLength());
        foreach (var item in element.Value.EnumerateArray())
            numbers.Add(new JsonMember(item, path, null, numbers.Count, problems).WholeNumber() ?? 0);
        return numbers;
    }

    public string? Id()
    {
        var id = Words("an id as text");
        if (id is null)
            return null;
        foreach (var flaw in TextRules.FlawsOfId(id))
            problems.Add(Path, flaw);
        return id;
    }

    public string? Text()
    {
        var text = Words("text");
        if (text is not null && TextRules.FlawOfText(text) is { } flaw)
            problems.Add(Path, flaw);
        return text;
    }

    public string? MonthDay() => Words("a month and day as \"MM-dd\"");

    public bool? Flag()
    {
        if (element is null or { ValueKind: JsonValueKind.True or JsonValueKind.False })
            return element?.GetBoolean();
        return Refuse<bool>($"is {Kind()}; expected true or false");
    }

    public int? WholeNumber()
    {
        if (!Is(JsonValueKind.Number, "a whole number"))
            return null;
        return element!.Value.TryGetInt32(out var number)
            ? number
            : Refuse<int>(
                $"is {ProblemText.Short(element.Value.GetRawText())}; "
                    + "expected a whole number, without fraction or exponent, that fits 32 bits"
            );
    }

    public DateOnly? Date()
    {
        const string Expected = "a calendar date as \"yyyy-MM-dd\"";
        if (Words(Expected) is not { } text)
            return null;
        if (!Dates.TryReadDate(text, out var date))
            return Refuse<DateOnly>($"is {ProblemText.DateLike(text)}; expected {Expected}");
        return Dates.IsPossible(date) ? date : Refuse<DateOnly>($"is {ProblemText.Quoted(text)}; {Dates.Possible}");
    }

    /// <summary>The instant in UTC, because PostgreSQL stores no offset.</summary>
    public DateTimeOffset? Instant()
    {
        const string Expected = "an instant in ISO 8601 with Z or an offset, as 2026-03-09T09:00:00Z";
        if (Words(Expected) is not { } text)
            return null;
        if (!Dates.TryReadInstant(element!.Value, text, out var instant))
            return Refuse<DateTimeOffset>($"is {ProblemText.DateLike(text)}; expected {Expected}");
        return Dates.IsPossible(instant) ? instant : Refuse<DateTimeOffset>($"is {ProblemText.Quoted(text)}; {Dates.Possible}");
    }

    public T? Word<T>()
        where T : struct, Enum => OneOf(EnumWords<T>.Choices) is { } word ? EnumWords<T>.Values[word] : null;

    public string? OneOf(AllowedValues choices)
    {
        if (Words(choices.Text) is not { } word)
            return null;
        if (choices.Contains(word))
            return word;
        problems.Add(Path, $"is {ProblemText.Quoted(word)}; expected {choices.Text}");
        return null;
    }

    private string? Words(string expected)
    {
        if (!Is(JsonValueKind.String, expected))
            return null;
        // JsonText has already reported text that cannot be decoded.
        return JsonText.Flaw(element!.Value) is null ? element.Value.GetString() : null;
    }

    private bool Is(JsonValueKind kind, string expected)
    {
        if (element is null)
            return false;
        if (element.Value.ValueKind == kind)
            return true;
        problems.Add(Path, $"is {Kind()}; expected {expected}");
        return false;
    }

    private T? Refuse<T>(string message)
        where T : struct
    {
        problems.Add(Path, message);
        return null;
    }

    private string Kind() => AllowedKinds.NameOf(element!.Value.ValueKind);
}
