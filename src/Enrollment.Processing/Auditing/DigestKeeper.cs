using System.Globalization;
using Enrollment.Storage;
using Enrollment.Storage.Auditing;

namespace Enrollment.Processing.Auditing;

/// <summary>
/// Writes the digest of each nightly run to the configured folder, such as a mounted share or a write-once store.
/// </summary>
public sealed class DigestKeeper(EnrollmentOptions options, ILogger log)
{
    /// <summary>
    /// If the folder is not writable, an error is logged and processing continues, because the announcement also has the digest. If the
    /// folder does not respond, announcements wait.
    /// </summary>
    public async Task WriteAsync(DateOnly night, Digest digest, CancellationToken cancellationToken)
    {
        if (options.DigestFolder.Length == 0)
            return;
        var file = Path.Combine(options.DigestFolder, $"{night.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.json");
        try
        {
            await digest.WriteAsync(file, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            log.LogError(
                exception,
                "The digest of the night of {BusinessDate:yyyy-MM-dd} could not be written to {File}; "
                    + "enrollctl audit digest writes one by hand",
                night,
                file
            );
        }
    }
}
