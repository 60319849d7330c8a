using Microsoft.Extensions.Logging;
using Microsoft.ML.OnnxRuntime;

namespace Julie.Embedding.Onnx;

/// <summary>Opens a session on the device that the options ask for, and says which one it is.</summary>
internal sealed class OnnxDevices(EmbeddingOptions options, ILogger logger)
{
    /// <summary>In the order in which <c>auto</c> tries them. TensorRT builds an engine for minutes first: only who asks for it gets it.</summary>
    private static readonly EmbeddingDevice[] Automatic = [EmbeddingDevice.Cuda, EmbeddingDevice.Cpu];

    /// <summary>A session and its device.</summary>
    /// <exception cref="DeviceUnavailableException">The device that was asked for by name does not work here.</exception>
    /// <exception cref="OnnxRuntimeException">The file is no graph that ONNX Runtime takes.</exception>
    public (InferenceSession Session, OnnxDevice Device) Open(string file, string model)
    {
        OrtEnv.Instance().DisableTelemetryEvents();
        var asked = options.Device.ToString().ToLowerInvariant();
        var reason = "";
        string? note = null;
        foreach (var device in options.Device == EmbeddingDevice.Auto ? Automatic : [options.Device])
        {
            var name = device.ToString().ToLowerInvariant();
            if (device == EmbeddingDevice.Cpu)
            {
                Log.DeviceChosen(logger, model, name, asked);
                return (OpenCpu(file), new OnnxDevice(name, note));
            }

            if (TryOpenGpu(file, device, out reason) is { } session)
            {
                Log.DeviceChosen(logger, model, name, asked);
                return (session, new OnnxDevice(name, note));
            }

            Log.DeviceSkipped(logger, model, name, reason);
            note = $"not {name}: {reason}";
        }

        throw new DeviceUnavailableException(
            $"Julie:Embedding:Device is '{asked}' but it does not work here: {reason}. Mend that, or set it to 'auto' or 'cpu'.");
    }

    private static InferenceSession? TryOpenGpu(string file, EmbeddingDevice device, out string reason)
    {
        if (GpuLibraries.Missing(device) is { } missing)
        {
            reason = missing;
            return null;
        }

        try
        {
            // ONNX Runtime opens no session with a provider that fails: it never falls back by itself here.
            using var session = Common();
            if (device == EmbeddingDevice.TensorRt)
            {
                session.AppendExecutionProvider_Tensorrt();
            }

            session.AppendExecutionProvider_CUDA();
            reason = "";
            return new InferenceSession(file, session);
        }
        catch (OnnxRuntimeException exception)
        {
            reason = exception.Message;
            return null;
        }
    }

    private InferenceSession OpenCpu(string file)
    {
        using var session = Common();
        session.IntraOpNumThreads = options.Threads ?? OnnxDefaults.CpuThreads;
        // Spinning threads would take the cores of the services beside this one.
        session.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        return new InferenceSession(file, session);
    }

    private static SessionOptions Common() => new()
    {
        GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
        LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        // Shapes differ from batch to batch: remembered patterns would only grow.
        EnableMemoryPattern = false,
    };
}
