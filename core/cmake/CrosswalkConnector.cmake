# crosswalk_connector(greenhouse greenhouse.cpp) makes greenhouse.connector.so from one manifest,
# connector.yaml beside the build file, and the sources named. Replaced by the SDK's own text.
