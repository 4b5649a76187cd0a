using System.Diagnostics;
using Enrollment.Intake.Json;

namespace Enrollment.TestKit;

/// <summary>Waits until other processes and threads have reached a state.</summary>
public static class Eventually
{
    public static async Task<T> Be<T>(Func<Task<T>> read, Func<T, bool> isThere, int seconds = 20)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var seen = await read();
            if (isThere(seen))
                return seen;
            if (waited.Elapsed.TotalSeconds > seconds)
                throw new TimeoutException($"After {seconds} s it is still: {Shown(seen)}");
            await Task.Delay(50);
        }
    }

    private static string Shown(object? seen)
    {
        var text = seen is System.Collections.IEnumerable many and not string ? string.Join("; ", many.Cast<object>()) : $"{seen}";
        return text.Length > 2_000 ? $"…{text[^2_000..]}" : text;
    }
}
