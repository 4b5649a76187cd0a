using System.Globalization;
using Enrollment.Samples;

var given = args.Chunk(2).ToDictionary(pair => pair[0], pair => pair[^1]);
if (!given.TryGetValue("--until", out var lastDay) || !given.TryGetValue("--out", out var file))
{
    await Console.Error.WriteLineAsync("usage: Enrollment.Samples --until YYYY-MM-DD --out FILE [--people 2000] [--seed 1]");
    return 2;
}

var until = DateOnly.ParseExact(lastDay, "yyyy-MM-dd", CultureInfo.InvariantCulture);
var people = int.Parse(given.GetValueOrDefault("--people", "2000"), CultureInfo.InvariantCulture);
var seed = int.Parse(given.GetValueOrDefault("--seed", "1"), CultureInfo.InvariantCulture);
var facts = new Organization(until, people, seed).WriteFacts();
await File.WriteAllLinesAsync(file, facts);
Console.WriteLine($"{facts.Count} facts up to {until:yyyy-MM-dd} in {file}");
return 0;
