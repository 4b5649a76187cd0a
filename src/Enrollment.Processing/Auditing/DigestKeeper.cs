using System.Globalization;
using Enrollment.Storage;
using Enrollment.Storage.Auditing;

namespace Enrollment.Processing.Auditing;

/// <summary>
/// Puts each night's digest into the configured folder: a mounted share or a store that is written once, out of the database's reach.
/// </summary>
internal sealed class DigestKeeper(EnrollmentOptions options, ILogger log)
{
    /// <summary>
    /// A folder that cannot be written is reported and holds up nothing: the digest is also in the announcement. One that hangs holds up
    /// the announcements.
    /// </summary>
    public async Task Keep(DateOnly night, Digest digest, CancellationToken cancellationToken)
    {
        if (options.DigestFolder.Length == 0)
            return;
        var file = Path.Combine(options.DigestFolder, $"{night.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.json");
        try
        {
            await digest.Write(file, cancellationToken);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            log.LogError(
                trouble,
                "The digest of the night of {BusinessDate:yyyy-MM-dd} could not be written to {File}; "
                    + "enrollctl audit digest writes one by hand",
                night,
                file
            );
        }
    }
}
