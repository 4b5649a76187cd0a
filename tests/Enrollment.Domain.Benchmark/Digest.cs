using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Enrollment.Domain.Simulation;

namespace Enrollment.Domain.Benchmark;

/// <summary>One line for each thousand histories, which differs when anything that was decided differs.</summary>
internal static class Digest
{
    private const int Size = 1_000;

    public static void Write(int histories)
    {
        var events = 0L;
        for (var first = 0; first < histories; first += Size)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            for (var seed = first; seed < Math.Min(first + Size, histories); seed++)
                events += Add(hash, seed);
            Console.WriteLine($"{first} {events} {Convert.ToHexStringLower(hash.GetHashAndReset())}");
        }
    }

    private static int Add(IncrementalHash hash, int seed)
    {
        var history = History.Record(seed);
        foreach (var recorded in history.Events)
            Add(hash, $"{recorded.GetType().Name} {JsonSerializer.Serialize(recorded, recorded.GetType())}");
        foreach (var day in (int[])[40, 200, 365, 500, History.Days])
            Add(hash, JsonSerializer.Serialize(history.State.AsOf(History.Start.AddDays(day)).Periods));
        Add(hash, JsonSerializer.Serialize(Forecast.DueDates(history.State, History.Start.AddDays(History.Days), 4)));
        return history.Events.Count;
    }

    private static void Add(IncrementalHash hash, string text) => hash.AppendData(Encoding.UTF8.GetBytes(text));
}
