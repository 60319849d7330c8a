namespace Julie.EmbedWorker.Tests.Support;

internal sealed class ProcessDiedException : Exception;
